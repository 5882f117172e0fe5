using System.Globalization;
using System.Text.RegularExpressions;

namespace Supervision.Adapters.Linux;

/// <summary>
/// Whose login a process belongs to: the user's slice among its control groups, which PID 1 put it in. Nobody leaves it by
/// <c>sudo</c>, and it says the number even where a user namespace hides it.
/// </summary>
public static partial class LoginSession
{
    /// <returns>The user's number; null for a process of no login, such as a service, or one that is gone.</returns>
    public static uint? UserOf(int process)
    {
        try
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cgroup");
            return File.Exists(place) ? UserIn(File.ReadAllText(place)) : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The same from the file's text.</summary>
    internal static uint? UserIn(string groups) =>
        Slice().Match(groups) is { Success: true } slice
        && uint.TryParse(slice.Groups["user"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            ? user
            : null;

    // From the root of the hierarchy only: below their own slice users name groups as they like.
    [GeneratedRegex(@"^\d+:[^:\n]*:/user\.slice/user-(?<user>\d+)\.slice/", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Slice();
}
