using System.Globalization;
using Supervision.Core.Notifications;

namespace Supervision.Core.Hosting;

/// <summary>What each life of the daemon writes down as it begins and takes away as it ends in good order: who finds one knows that the
/// earlier life did not.</summary>
/// <param name="BootId">The boot that it lives in.</param>
/// <param name="Began">By the wall clock.</param>
public sealed record LifeMark(string BootId, DateTimeOffset Began)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>As it is written: one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Began.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)} {BootId}\n");

    /// <summary>What people are told where this life begins beside the mark of an earlier one.</summary>
    /// <param name="found">The text of that mark, however much of it there is; null where the earlier life ended in good order, or there
    /// was none.</param>
    public Notice.DaemonRestarted? After(string? found) => found is null ? null : new(Began, Parse(found) switch
    {
        null => "an earlier life of the daemon ended without a word; nothing more is known of it",
        var earlier when earlier.BootId == BootId => $"the daemon of {Text(earlier)} was killed, or failed",
        var earlier => $"the host went down under the daemon of {Text(earlier)}",
    });

    private static LifeMark? Parse(string text) =>
        text.Trim().Split(' ', 2) is [var began, { Length: > 0 } boot] && DateTimeOffset.TryParseExact(
            began, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new LifeMark(boot, at)
            : null;

    private static string Text(LifeMark mark) => mark.Began.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
