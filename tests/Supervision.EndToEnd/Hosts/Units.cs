namespace Supervision.EndToEnd.Hosts;

/// <summary>What a test does to units, in one word each. All of it goes through the host's own systemctl.</summary>
public static class Units
{
    extension(BootedHost host)
    {
        /// <summary><c>kill -9</c> of every process of the units at the same time.</summary>
        public Task KillAllOfAsync(params string[] units) =>
            host.OutputOfAsync(["systemctl", "kill", "--kill-whom=all", "--signal=KILL", .. units]);

        /// <summary><c>kill -9</c> of the main process alone.</summary>
        public Task KillMainOfAsync(string unit) =>
            host.OutputOfAsync("systemctl", "kill", "--kill-whom=main", "--signal=KILL", unit);

        public Task StopAsync(string unit) => host.OutputOfAsync("systemctl", "stop", unit);

        public Task StartUnitAsync(string unit) => host.OutputOfAsync("systemctl", "start", unit);

        /// <summary>systemd's ActiveState: <c>active</c>, <c>failed</c>, <c>inactive</c>, <c>activating</c> …</summary>
        public Task<string> StateOfAsync(string unit) => host.PropertyOfAsync(unit, "ActiveState");

        public Task<string> PropertyOfAsync(string unit, string property) =>
            host.OutputOfAsync("systemctl", "show", $"--property={property}", "--value", unit);

        /// <summary>The unit's lines in the journal, messages only.</summary>
        public Task<string> JournalOfAsync(string unit) =>
            host.OutputOfAsync("journalctl", "--unit", unit, "--output=cat", "--no-pager");
    }
}
