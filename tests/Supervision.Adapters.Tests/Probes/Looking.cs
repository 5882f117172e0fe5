using Supervision.Adapters.Probes;
using Supervision.Core.Probes;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Probes;

/// <summary>One look of a probe, as the runner makes it.</summary>
internal static class Looking
{
    public static readonly UnitName Unit = new("x.service");

    public static async Task<ProbeOutcome> AtAsync<T>(
        T target, Func<T, Look, Task<ProbeOutcome>> way, UnitStatus? unit = null, TimeSpan? timeout = null) where T : IProbeTarget
    {
        var time = timeout ?? TimeSpan.FromSeconds(30);
        var settings = new ProbeSettings(new ServiceName("x"), "probe", time, time, TimeSpan.Zero, TimeSpan.Zero, target);
        return await new LookRunner(TimeProvider.System).RunAsync(settings, unit, look => way(target, look), CancellationToken.None);
    }

    public static UnitStatus Status(string controlGroup, string invocation = "a", int restarts = 0) =>
        new(Unit, UnitLoad.Loaded, UnitActivity.Active, "running", "success", invocation, false, [])
        {
            ControlGroup = controlGroup,
            Restarts = restarts,
        };
}
