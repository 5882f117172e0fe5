using Supervision.Simulation.Scenarios;

namespace Supervision.Simulation.Tests.Scenarios;

/// <summary>Each expectation can fail, and says what was seen.</summary>
public sealed class ExpectationTests
{
    private const string Kill = "{ at = \"08:03\", kill = gunicorn }";
    private const string Mail = "config { healthcheck.notify.email { smtp = \"127.0.0.1:25\", from = \"a@example.org\", to = [\"b@example.org\"] } }";

    [Theory]
    [InlineData("{ detected = gunicorn, within = 1s }", true, "after 0s")]
    [InlineData("{ detected = nginx }", false, "nginx was never noticed")]
    [InlineData("{ undetected = nginx }", true, "not taken for an outage")]
    [InlineData("{ undetected = gunicorn }", false, "was taken for an outage at Mon 08:03:00")]
    [InlineData("{ root = gunicorn }", true, "the roots were gunicorn")]
    [InlineData("{ root = nginx }", false, "the roots were gunicorn")]
    [InlineData("{ incidents = 1 }", true, "there were 1")]
    [InlineData("{ incidents = 2 }", false, "there were 1")]
    [InlineData("{ runs = 1 }", true, "Mon 08:03:02")]
    [InlineData("{ runs = 0 }", false, "there were 1")]
    [InlineData("{ runs = 1, step = backend }", true, "there were 1")]
    [InlineData("{ runs = 1, step = unit }", false, "there were 0")]
    [InlineData("{ no-run-from = \"08:04\", to = \"09:00\" }", true, "there was none")]
    [InlineData("{ no-run-from = \"08:03\", to = \"08:04\" }", false, "one began at Mon 08:03:02")]
    [InlineData("{ recovered = all, by = \"08:04\" }", true, "the last to work was")]
    [InlineData("{ recovered = gunicorn, by = \"08:03:10\" }", false, "at Mon 08:03:24")]
    [InlineData("{ down = gunicorn }", false, "gunicorn works since")]
    [InlineData("{ told = gunicorn, channel = email, by = \"08:04\" }", true, "email took")]
    [InlineData("{ told = gunicorn, by = \"08:03\" }", false, "told was")]
    [InlineData("{ told = gunicorn, channel = sms }", false, "nobody was told anything")]
    [InlineData("{ not-told = gunicorn }", false, "email took")]
    [InlineData("{ not-told = redis }", true, "told was")]
    [InlineData("{ logged = \"gunicorn servisi çalışmıyor!\" }", true, "a line is")]
    [InlineData("{ logged = redis }", false, "no line has it")]
    [InlineData("{ not-logged = gunicorn }", false, "a line is")]
    [InlineData("{ decided = \"settled\" }", true, "LeaveIncident")]
    [InlineData("{ refused = \"budget\" }", false, "no such decision")]
    [InlineData("{ lives = 1 }", true, "there were 1")]
    [InlineData("{ lives = 2 }", false, "there were 1")]
    public void An_expectation_is_judged_by_what_happened(string expectation, bool holds, string seen)
    {
        var run = ScenarioRun.Of(Written.Sound("night.conf", Written.With(Kill, expectation, Mail)));

        Assert.Equal(holds, run.Findings[0].Finding.Holds);
        Assert.Contains(seen, run.Findings[0].Finding.Seen, StringComparison.Ordinal);
        Assert.Equal(holds, run.Holds);
    }

    [Fact]
    public void A_service_that_nobody_brings_back_is_down()
    {
        var run = ScenarioRun.Of(Written.Sound("night.conf", Written.With(
            $"{{ at = \"08:00\", backend {{ exit = 1 }} }}, {Kill}", "{ down = gunicorn }, { recovered = all }")));

        Assert.True(run.Findings[0].Finding.Holds);
        Assert.Equal("gunicorn did not work at the end", run.Findings[1].Finding.Seen);
    }

    [Fact]
    public void A_seed_moves_events_and_no_two_move_them_alike()
    {
        var scenario = Written.Sound("night.conf", Written.With(Kill));

        var times = new ulong?[] { null, 1, 2 }.Select(seed => ScenarioRun.Of(scenario, seed).Happened
            .OfType<Supervision.Simulation.Worlds.Happening.Struck>().Single().Elapsed).ToList();

        Assert.Equal(TimeSpan.FromMinutes(38), times[0]);
        Assert.Equal(3, times.Distinct().Count());
        Assert.All(times, time => Assert.InRange(time - times[0], TimeSpan.Zero, TimeSpan.FromSeconds(5)));
    }
}
