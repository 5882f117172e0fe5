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

    /// <summary>The line's sentence names the service, as a word of its own: <c>celery</c> is not named by <c>celerybeat</c>.</summary>
    /// <param name="line">As <see cref="Format"/> makes them; any other is looked through whole.</param>
    public static bool Names(string line, string service)
    {
        // Neither day, month nor zone of the date is a service.
        var sentence = line.IndexOf(": ", StringComparison.Ordinal) + 1;
        for (var at = line.IndexOf(service, sentence, StringComparison.Ordinal); at >= 0; at = line.IndexOf(service, at + 1, StringComparison.Ordinal))
        {
            var end = at + service.Length;
            var begins = at == 0 || !(IsOfName(line[at - 1]) || line[at - 1] == '.');
            var ends = end == line.Length || !(IsOfName(line[end]) || (line[end] == '.' && end + 1 < line.Length && IsOfName(line[end + 1])));
            if (begins && ends)
                return true;
        }

        return false;
    }

    private static bool IsOfName(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '@';

    // With invariant globalisation .NET's names of a zone are the abbreviations of the zone file, which is what %Z prints; only UTC's
    // is written out.
    private static string Abbreviation(DateTimeOffset local, TimeZoneInfo zone) =>
        zone.IsDaylightSavingTime(local) ? zone.DaylightName
        : zone.StandardName == TimeZoneInfo.Utc.StandardName ? "UTC"
        : zone.StandardName;
}
