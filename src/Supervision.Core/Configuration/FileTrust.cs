using System.Collections.Immutable;
using System.Globalization;

namespace Supervision.Core.Configuration;

/// <summary>
/// Whether a file may say what is run as root. Whoever can write it decides that, so it has to be root or the reader themselves: the rule
/// of sudo and sshd. As with Debian's sshd, a group that only its one user is in counts as that user; with umask 002 every file of theirs
/// is writable by it.
/// </summary>
public static class FileTrust
{
    private const uint Root = 0;

    /// <summary>Why the file must not be read, with the command that mends it; null where it may.</summary>
    /// <param name="file">By its path, as the remedy names it.</param>
    public static (string Reason, string Remedy)? Objection(string file, FileOwnership owned, FileReader reader)
    {
        if (owned.User != Root && !reader.Users.Contains(owned.User))
            return ($"it belongs to user {Number(owned.User)}, who is neither root nor the one who reads it", $"chown root {file}");
        if (owned.OthersWrite)
            return ("everybody may write it", $"chmod go-w {file}");
        if (owned.GroupWrites && owned.Group != reader.OwnGroup)
            return ($"the group {Number(owned.Group)} may write it", $"chmod go-w {file}");
        return null;
    }

    private static string Number(uint account) => account.ToString(CultureInfo.InvariantCulture);
}

/// <summary>To whom a file belongs, and who else may write it.</summary>
/// <param name="User">The owner's number.</param>
/// <param name="Group">The group's number.</param>
public sealed record FileOwnership(uint User, uint Group, bool GroupWrites, bool OthersWrite);

/// <summary>Who reads.</summary>
/// <param name="Users">Whose files are trusted besides root's: this process's, and those of the user that the daemon runs as.</param>
/// <param name="OwnGroup">The group that nobody but this process's user is in; null where there is none.</param>
public sealed record FileReader(ImmutableHashSet<uint> Users, uint? OwnGroup);
