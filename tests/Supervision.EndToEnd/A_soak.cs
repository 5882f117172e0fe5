using CliWrap;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;
using Xunit.Abstractions;

namespace Supervision.EndToEnd;

/// <summary>
/// A seeded sequence of kills, stops, SIGSTOPs, restarts of the bus, full disks and deaths of the daemon, every few seconds. The script
/// boots a host of its own, beside those of the lane: six small workers take nothing from anybody.
/// </summary>
public sealed class A_soak(ITestOutputHelper output)
{
    private const string Seed = "7";
    private const string Seconds = "300";

    // The faults, the minutes of rest before and after, and the longest that a host may take to be well again.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(40);

    /// <summary>What is planted in what a soak has left, and the question that it breaks.</summary>
    private static readonly (string Planted, string Question)[] Breakages =
    [
        ("sed -i 's/ active$/ failed/' states", "Every unit is up, or was given up"),
        (InJournal("""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 7)
            insert into runs (id, incident, boot_id, at, monotonic_us, unit, root, members, reason)
            select 1000 + i, incident, boot_id, at, monotonic_us, unit, root, members, reason from n, (select * from runs limit 1)
            """), "No more than 6 runs within any 120 s, by the intents"),
        ("""awk '{ print } $1 == "begin" { for (i = 1; i < 8; i++) print $1, $2 + i, $3 i, $4 }' executions >e; mv e executions""",
            "No more than that by backend.sh's own record"),
        ("""awk '$1 == "end" { $2 += 600000000 } 1' executions >e; mv e executions""", "Never two runs at once"),
        ("sed -i '/^begin/s/ [0-9-]*$/ 0/' executions", "Every run had its intent on disk before it began"),
        ("echo 99 >started", "backend.sh's record, PID 1's and the journal's agree"),
        (InJournal("update runs set result = null where id = 1"), "Every run is for a reason, and has its outcome"),
        (InJournal("update runs set incident = 9999 where id = 1"), "The journal is sound"),
        (InJournal("update incidents set closed_at = null"), "Never two incidents at once, and none is left open"),
        (": >service_monitor.log; " + InJournal("""
            insert into decisions (at, incident, choice, reason, evidence, budget_used, budget_runs)
            values ('', 1, 'refuse', 'the budget is spent: 6 runs within 2 min', '', 6, 6)
            """), "What was given up was told"),
        ("echo 'Main process exited, code=dumped, status=6/ABRT' >>deaths", "The daemon died of nothing but our kills"),
        ("echo 'host healthcheck[1]: Unhandled exception' >>log", "Nothing crashed inside it"),
        ("sed -i 's/^last .*/last 80000 40000 20 90 20 6/' rest", "No leak of memory, descriptors or threads"),
        ("grep -v ' bus ' faults >f; mv f faults", "It was a soak"),
    ];

    private static string InJournal(string statement) => $"sqlite3 state/healthcheck.db \"{statement}\"";

    private static string Bench(params string[] path) => Path.Combine([ShippedPackage.Checkout(), "bench", .. path]);

    [SkippableFact]
    public async Task Of_five_minutes_leaves_nothing_broken()
    {
        var package = await ShippedPackage.PathAsync();
        var kept = Directory.CreateTempSubdirectory(HostName.Next());
        try
        {
            // Held open for as long as we live: the soak ends with us, however we end.
            var life = PipeSource.Create((_, ended) => new TaskCompletionSource().Task.WaitAsync(ended));
            var soaked = await Outside.RunAsync(
                [
                    "env", $"HEALTHCHECK_DEB={package}", "bash", Bench("soak.sh"),
                    "--for", Seconds, "--seed", Seed, "--keep", kept.FullName, "--while-open",
                ],
                Patience,
                life);

            output.WriteLine(soaked.Output);
            Assert.True(soaked.Succeeded, $"{soaked.Output}\n{soaked.Error}");
            await AssertJudgedAsync(kept.FullName);
        }
        finally
        {
            kept.Delete(recursive: true);
        }
    }

    [SkippableFact]
    public async Task Has_the_same_faults_at_the_same_times_for_the_same_seed()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the plan is made by bash");

        var plan = await PlanAsync(Seed);

        Assert.Equal(plan, await PlanAsync(Seed));
        Assert.NotEqual(plan, await PlanAsync("8"));
        Assert.Equal(
            ["bus", "daemon", "disk-free", "disk-full", "freeze", "kill", "reexec", "stop", "thaw"],
            plan.Split('\n').Select(line => line.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal));
    }

    // A soak that finds nothing is worth what its questions are worth: each of them is shown to find what it asks for.
    private static async Task AssertJudgedAsync(string kept)
    {
        foreach (var (planted, question) in Breakages)
        {
            var copy = kept + ".planted";
            var plant = $"rm -rf {copy}; cp -r {kept} {copy}; cd {copy}\n{planted}";
            (await Outside.RunAsync(["bash", "-ec", plant], Eventually.Patience)).OrFail();

            var judged = await Outside.RunAsync(["bash", Bench("soak.sh"), "--judge", copy], Eventually.Patience);

            Directory.Delete(copy, recursive: true);
            Assert.Equal(1, judged.ExitCode);
            Assert.Contains($"\n- {question}", judged.Output, StringComparison.Ordinal);
        }
    }

    private static async Task<string> PlanAsync(string seed) =>
        (await Outside.RunAsync(["bash", Bench("soak", "plan.sh"), Seconds, seed], Eventually.Patience)).OrFail();
}
