using System.Runtime.InteropServices;

namespace Supervision.Adapters.Systemd;

/// <summary>The bus, or the one asked over it, did not do what was asked.</summary>
/// <param name="errorName">The D-Bus name of the error; for an error of the connection itself, <see cref="Connection"/> or
/// <see cref="Timeout"/>.</param>
internal sealed class BusException(string errorName, string message) : Exception(message)
{
    /// <summary>The connection is broken or was never there.</summary>
    internal const string Connection = "org.freedesktop.DBus.Error.Disconnected";

    /// <summary>No answer within the call's time: whether it was carried out is not known.</summary>
    internal const string Timeout = "org.freedesktop.DBus.Error.Timeout";

    private const string NoReply = "org.freedesktop.DBus.Error.NoReply";

    internal string ErrorName { get; } = errorName;

    /// <summary>Whether the other side refused in so many words; otherwise it may have done what was asked all the same.</summary>
    internal bool IsRefusal => ErrorName is not (Connection or Timeout or NoReply);

    /// <summary>Whether only what was asked for is not there: a unit that was just unloaded, an interface of another kind of unit, a
    /// name that no unit can have.</summary>
    internal bool IsAbsence => ErrorName is "org.freedesktop.DBus.Error.UnknownObject" or "org.freedesktop.DBus.Error.UnknownInterface"
        or "org.freedesktop.DBus.Error.UnknownProperty" or "org.freedesktop.DBus.Error.UnknownMethod"
        or "org.freedesktop.DBus.Error.InvalidArgs" or "org.freedesktop.systemd1.NoSuchUnit" or "org.freedesktop.systemd1.LoadFailed";

    /// <summary>Returns <paramref name="result"/>, or throws if it is a negative errno of sd-bus.</summary>
    internal static int ThrowIfNegative(int result, string attempt) => result >= 0
        ? result
        : throw new BusException(Connection, $"{attempt}: {Marshal.GetPInvokeErrorMessage(-result)}");
}
