namespace Supervision.Core.Messages;

/// <summary>Gives announcements their language and their date, and writes them down.</summary>
public sealed class ServiceLogWriter(IServiceLog log, Catalogue catalogue, TimeZoneInfo zone)
{
    /// <summary>The sentences of its language.</summary>
    public Catalogue Catalogue => catalogue;

    /// <summary>Appends the announcement to the log.</summary>
    /// <returns>The sentence, without its date.</returns>
    public string Write(Announcement announcement, DateTimeOffset at)
    {
        var sentence = catalogue.Say(announcement);
        log.Append(ServiceLogLine.Format(at, zone, sentence));
        return sentence;
    }
}
