using System.Globalization;
using Supervision.Adapters.Linux;
using Supervision.Core.Hosting;

namespace Supervision.Daemon.Control;

/// <summary>Somebody who may use the control socket.</summary>
/// <param name="By">As the journal and the log have it: <c>ayse, uid 1000</c>.</param>
internal sealed record Caller(string By)
{
    public const string Group = "healthcheck";

    /// <summary>
    /// Who is let in: root, and the members of the group, whatever the modes of the socket say. Where the daemon watches processes of its
    /// own it is one person's program, and that person is let in too; beside systemd its user may be a web application's (a drop-in for
    /// <c>User=www-data</c>), which is not to own its supervisor.
    /// </summary>
    /// <param name="group">The group's number; null where this host has no such group.</param>
    /// <param name="self">The daemon's own user.</param>
    public static bool Admits(Peer peer, HostKind host, uint? group, uint self) =>
        peer.User == 0
        || (group is { } members and not Peer.Nobody && peer.Groups.Contains(members))
        || (host == HostKind.Processes && peer.User == self && self != Peer.Nobody);

    /// <summary>By the numbers that are known: where a user namespace hides the user's, by the login that it belongs to.</summary>
    /// <param name="session">The user whose login the process belongs to; null for none.</param>
    /// <param name="name">The name of a user; null for one that this host has none for.</param>
    public static Caller Of(Peer peer, uint? session, Func<uint, string?> name)
    {
        if (peer.User != Peer.Nobody)
        {
            var of = session is { } login && login != peer.User ? $", login of {name(login) ?? "uid " + Number(login)}" : "";
            return new Caller($"{Named(peer.User)}{of}");
        }

        return new Caller(session is { } user
            ? Named(user)
            : string.Create(CultureInfo.InvariantCulture, $"a member of the group {Group}, process {peer.Process}"));

        string Named(uint user) => name(user) is { } known ? $"{known}, uid {Number(user)}" : $"uid {Number(user)}";
    }

    private static string Number(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
