using System.Globalization;

namespace Supervision.Core.Messages;

/// <summary>
/// The lines of <c>service_monitor.log</c>, in the format of the script: <c>date</c> as the C locale prints it
/// (<c>%a %b %e %H:%M:%S %Z %Y</c>), a colon, the sentence.
/// </summary>
public static class ServiceLogLine
{
    /// <param name="zone">The configured time zone; its abbreviation stands for <c>%Z</c>, as <c>+03</c> does for Europe/Istanbul.</param>
    public static string Format(DateTimeOffset at, TimeZoneInfo zone, string sentence)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local:ddd MMM} {local.Day,2} {local:HH:mm:ss} {Abbreviation(local, zone)} {local:yyyy}: {sentence}");
    }

    // With invariant globalisation .NET's names of a zone are the abbreviations of the zone file, which is what %Z prints; only UTC's
    // is written out.
    private static string Abbreviation(DateTimeOffset local, TimeZoneInfo zone) =>
        zone.IsDaylightSavingTime(local) ? zone.DaylightName
        : zone.StandardName == TimeZoneInfo.Utc.StandardName ? "UTC"
        : zone.StandardName;
}
