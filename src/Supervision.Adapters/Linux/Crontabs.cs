using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Supervision.Core.Hosting;

namespace Supervision.Adapters.Linux;

/// <summary>
/// The crontabs of this host as far as the daemon may know them: the system's, which everybody may read, and copies of those
/// that only root may read, which PID 1 hands over as credentials where the package found one to be of interest.
/// </summary>
/// <param name="etc"><c>/etc</c>.</param>
/// <param name="credentials">Where PID 1 has put the copies; null where it has not.</param>
public sealed partial class Crontabs(string etc, string? credentials)
{
    // Both bounds are far above what cron or systemd let through; they keep a directory gone wild from becoming ours.
    private const int Most = 500;
    private const int Longest = 1024 * 1024;

    private const string OfUsers = "crontab.";
    private const string OfSystem = "system-crontab.";

    /// <summary>The crontabs that could be read, and a sentence on each that could not.</summary>
    public (ImmutableArray<CrontabText> Texts, ImmutableArray<string> Troubles) Read()
    {
        var texts = ImmutableArray.CreateBuilder<CrontabText>();
        var troubles = ImmutableArray.CreateBuilder<string>();
        var handed = Handed().ToList();
        var own = Systems().ExceptBy(handed.Select(copy => copy.Shown), system => system.Shown);
        foreach (var (file, shown, ofSystem) in handed.Concat(own).Take(Most))
        {
            try
            {
                texts.Add(new CrontabText(shown, ReadText(file), ofSystem));
            }
            catch (FileNotFoundException)
            {
                // There is none, or it was removed just now.
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                troubles.Add($"{shown} cannot be read ({failure.Message}), so nobody knows whether it calls {OldService.Script}");
            }
        }

        return (texts.ToImmutable(), troubles.ToImmutable());
    }

    private IEnumerable<(string File, string Shown, bool OfSystem)> Handed()
    {
        foreach (var copy in FilesIn(credentials))
        {
            var name = Path.GetFileName(copy);
            if (name.StartsWith(OfUsers, StringComparison.Ordinal))
                yield return (copy, "/var/spool/cron/crontabs/" + name[OfUsers.Length..], false);
            else if (name.StartsWith(OfSystem, StringComparison.Ordinal))
                yield return (copy, name[OfSystem.Length..] is "crontab" ? "/etc/crontab" : "/etc/cron.d/" + name[OfSystem.Length..], true);
        }
    }

    private IEnumerable<(string File, string Shown, bool OfSystem)> Systems() =>
        FilesIn(Path.Combine(etc, "cron.d"))
            .Where(file => ReadByCron().IsMatch(Path.GetFileName(file)))
            .Select(file => (file, "/etc/cron.d/" + Path.GetFileName(file), true))
            .Prepend((Path.Combine(etc, "crontab"), "/etc/crontab", true));

    private static IEnumerable<string> FilesIn(string? folder)
    {
        try
        {
            return folder is null ? [] : Directory.GetFiles(folder).Order(StringComparer.Ordinal);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            // A host without cron has no such folder.
            return [];
        }
    }

    private static string ReadText(string file)
    {
        using var stream = UnblockedFile.OpenForReading(file);
        if (!stream.CanSeek)
            throw new IOException("it is no regular file");
        var bytes = new byte[Math.Min(stream.Length, Longest)];
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    // cron(8) passes over everything else in cron.d: what editors and dpkg leave, and what somebody renamed to switch it off.
    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex ReadByCron();
}
