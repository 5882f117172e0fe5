using System.Globalization;
using System.Runtime.CompilerServices;

namespace Supervision.Tests;

/// <summary>
/// Every test runs in a culture that writes numbers, days and months as Turkish does, so that whatever forgets to name its culture shows.
/// The letters (<c>"INFO".ToLower()</c> is <c>ınfo</c>) cannot: the program is built without cultures (<c>InvariantGlobalization</c>), whatever
/// the locale of the host, and so are the tests; there CA1304 and CA1311 are errors instead.
/// </summary>
internal static class TurkishCulture
{
#pragma warning disable CA2255 // A test assembly has no Main of its own, and xunit no other place that comes before all tests.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin()
    {
        var turkish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var (numbers, dates) = (turkish.NumberFormat, turkish.DateTimeFormat);
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator) = (",", ".");
        (numbers.PercentDecimalSeparator, numbers.PercentGroupSeparator, numbers.PercentPositivePattern) = (",", ".", 2);
        (dates.DateSeparator, dates.ShortDatePattern, dates.LongTimePattern) = (".", "d.MM.yyyy", "HH:mm:ss");
        dates.AbbreviatedDayNames = ["Paz", "Pzt", "Sal", "Çar", "Per", "Cum", "Cmt"];
        dates.AbbreviatedMonthNames = ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara", ""];
        dates.AbbreviatedMonthGenitiveNames = dates.AbbreviatedMonthNames;

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = turkish;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = turkish;
    }
}
