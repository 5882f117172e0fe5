using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>The daemon under PID 1 reads its configuration again while it lives.</summary>
public sealed class A_reloaded_configuration
{
    private const string Mine = "/etc/healthcheck/conf.d/90-mine.conf";
    private const string Extra = "extra.service";

    private static readonly Preparation WithExtra = Preparation.Bare
        .With($"/etc/systemd/system/{Extra}", "[Service]\nExecStart=/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n")
        .Enabling(Extra)
        .WithoutTicks();

    [SkippableFact]
    public async Task Watches_what_was_added_and_lets_go_of_what_was_taken_out()
    {
        await using var host = await Installed.OnBareHostAsync(WithExtra);
        var life = await host.PropertyOfAsync(Installed.Unit, "MainPID");

        await host.WriteAsync(Mine, "healthcheck.services.extra { }\n");
        await host.OutputOfAsync("systemctl", "reload", Installed.Unit);
        await host.KillMainOfAsync(Extra);
        await host.UntilLoggedAsync("extra servisi çalışmıyor! Backend.sh scripti çalıştırılacak.");

        await host.OutputOfAsync("rm", Mine);
        await host.OutputOfAsync("systemctl", "reload", Installed.Unit);
        await host.StartUnitAsync(Extra);
        var swept = await host.HealthcheckAsync("sweep");

        Assert.DoesNotContain("extra", swept.Output, StringComparison.Ordinal);
        Assert.Equal(("active", life), (await host.StateOfAsync(Installed.Unit), await host.PropertyOfAsync(Installed.Unit, "MainPID")));
    }

    [SkippableFact]
    public async Task Is_refused_where_it_is_bad_and_the_old_one_stays_in_force()
    {
        await using var host = await Installed.OnBareHostAsync(WithExtra.With(Mine, "healthcheck.services.extra { }\n"));
        var life = await host.PropertyOfAsync(Installed.Unit, "MainPID");

        await host.WriteAsync(Mine, "healthcheck {\n  languag = tr\n}\n");
        Assert.False((await host.RunAsync("systemctl", "reload", Installed.Unit)).Succeeded);
        var told = await host.HealthcheckAsync("config", "reload");

        Assert.Equal(78, told.ExitCode);
        Assert.StartsWith($"{Mine}:2:3: healthcheck.languag: unknown key", told.Error, StringComparison.Ordinal);
        await host.EventuallyAsync(async () =>
            (await host.SaidAsync("err")).Any(line => line.StartsWith($"{Mine}:2:3: healthcheck.languag", StringComparison.Ordinal)));
        Assert.Equal(("active", "running"), (await host.StateOfAsync(Installed.Unit), await host.PropertyOfAsync(Installed.Unit, "SubState")));
        Assert.Equal(life, await host.PropertyOfAsync(Installed.Unit, "MainPID"));
        await host.KillMainOfAsync(Extra);
        await host.UntilLoggedAsync("extra servisi çalışmıyor! Backend.sh scripti çalıştırılacak.");
    }

    [SkippableFact]
    public async Task Is_taken_at_a_hang_up_too()
    {
        await using var host = await Installed.OnBareHostAsync();
        var life = await host.PropertyOfAsync(Installed.Unit, "MainPID");

        await host.WriteAsync(Mine, "healthcheck.recovery.budget.runs = 7\n");
        await host.OutputOfAsync("kill", "-HUP", life);
        await host.EventuallyAsync(async () => (await host.HealthcheckAsync("budget")).Output.StartsWith("0 of 7 runs", StringComparison.Ordinal));
        await host.WriteAsync(Mine, "nonsense\n");
        await host.OutputOfAsync("kill", "-HUP", life);
        await host.EventuallyAsync(async () => (await host.SaidAsync("err")).Any(line => line.StartsWith($"{Mine}:", StringComparison.Ordinal)));

        await host.EventuallyAsync(async () => await host.PropertyOfAsync(Installed.Unit, "SubState") == "running");
        Assert.Equal(life, await host.PropertyOfAsync(Installed.Unit, "MainPID"));
    }
}
