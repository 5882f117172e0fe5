using System.Globalization;
using System.Runtime.InteropServices;
using Supervision.Core.Configuration;

namespace Supervision.Adapters.Linux;

/// <summary>The users and groups of this host, as passwd(5) and group(5) have them. A directory service is not asked: who is only there is
/// nobody here, and is trusted with nothing.</summary>
public static partial class Accounts
{
    /// <summary>This process as a reader of files.</summary>
    /// <param name="daemon">The name of the user that the daemon runs as: what that one may read, root's command line may read too.</param>
    public static FileReader Reader(string daemon) => Reader(UserId(), Lines("/etc/passwd"), Lines("/etc/group"), daemon);

    /// <summary>The number of a user of this host; null where there is no such user.</summary>
    public static uint? NumberOf(string user) => Lines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length >= 4 && fields[0] == user)
        .Select(fields => Number(fields[2]))
        .FirstOrDefault();

    /// <summary>The number of the group of that name; null where this host has none.</summary>
    public static uint? GroupNumber(string name) => GroupNumber(name, Lines("/etc/group"));

    /// <summary>The name of the user with that number; null where this host has none.</summary>
    public static string? UserName(uint number) => UserName(number, Lines("/etc/passwd"));

    /// <summary>The user that this process runs as.</summary>
    public static uint Self => UserId();

    internal static uint? GroupNumber(string name, IEnumerable<string> group) =>
        group.Select(line => line.Split(':'))
            .Where(fields => fields.Length == 4 && fields[0] == name)
            .Select(fields => Number(fields[2]))
            .FirstOrDefault();

    internal static string? UserName(uint number, IEnumerable<string> passwd) =>
        passwd.Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length >= 4 && Number(fields[2]) == number)?[0];

    /// <summary>The same from the files' lines.</summary>
    internal static FileReader Reader(uint own, IEnumerable<string> passwd, IEnumerable<string> group, string daemon)
    {
        var users = passwd.Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToList();
        var named = users.Where(user => user[0] == daemon).Select(user => Number(user[2])).OfType<uint>();
        var self = users.FirstOrDefault(user => Number(user[2]) == own);
        return new FileReader([own, .. named], self is null ? null : OwnGroup(self, users, group));
    }

    private static uint? OwnGroup(string[] self, List<string[]> users, IEnumerable<string> groups)
    {
        var others = groups
            .Select(line => line.Split(':'))
            .Where(group => group.Length == 4 && group[2] == self[3])
            .SelectMany(group => group[3].Split(',', StringSplitOptions.RemoveEmptyEntries))
            .Concat(users.Where(user => user[3] == self[3]).Select(user => user[0]));
        return others.All(user => user == self[0]) ? Number(self[3]) : null;
    }

    private static uint? Number(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
