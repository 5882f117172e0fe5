namespace Supervision.Adapters.Doctor;

/// <summary>The time zone of this host, as localtime(5) has it.</summary>
internal static class HostZone
{
    private const string Folder = "zoneinfo/";

    /// <returns>Null where it is of no name that is known here.</returns>
    public static TimeZoneInfo? Read(string localtime)
    {
        // Without the file a host is in UTC.
        if (new FileInfo(localtime).LinkTarget is not { } target) return File.Exists(localtime) ? TimeZoneInfo.Local : TimeZoneInfo.Utc;
        var name = target[(target.LastIndexOf(Folder, StringComparison.Ordinal) is >= 0 and var at ? at + Folder.Length : 0)..];
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
