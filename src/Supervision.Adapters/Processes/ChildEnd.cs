using Supervision.Core.Services;

namespace Supervision.Adapters.Processes;

/// <summary>How a child ended, in systemd's words.</summary>
/// <param name="Result"><c>success</c>, <c>exit-code</c>, <c>signal</c>, <c>core-dump</c>; empty where unknown.</param>
internal sealed record ChildEnd(string Result, int Status)
{
    public static ChildEnd Unknown { get; } = new("", 0);

    /// <summary>Nobody can order an orderly stop here, so a process that ended by SIGTERM has failed, too.</summary>
    public UnitActivity Activity => Result == "success" ? UnitActivity.Inactive : UnitActivity.Failed;

    /// <param name="code">waitid(2): CLD_EXITED, CLD_KILLED or CLD_DUMPED.</param>
    /// <param name="status">The exit code or the signal.</param>
    public static ChildEnd Of(int code, int status) => (code, status) switch
    {
        (1, 0) => new ChildEnd("success", 0),
        (1, _) => new ChildEnd("exit-code", status),
        (2, _) => new ChildEnd("signal", status),
        (3, _) => new ChildEnd("core-dump", status),
        _ => Unknown,
    };
}
