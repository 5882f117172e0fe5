using Supervision.Adapters.Systemd;
using Supervision.Core.Services;

namespace Supervision.Adapters.Tests.Systemd;

public class StartRefusalTests
{
    private static readonly UnitName Unit = new("backend-restart.service");

    [Theory]
    [InlineData("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired", "60-healthcheck.rules")]
    [InlineData("org.freedesktop.DBus.Error.AccessDenied", "polkitd")]
    [InlineData("org.freedesktop.systemd1.NoSuchUnit", "daemon-reload")]
    [InlineData("org.freedesktop.systemd1.UnitMasked", "systemctl unmask backend-restart.service")]
    [InlineData("org.freedesktop.systemd1.TransactionIsDestructive", "systemctl list-jobs")]
    [InlineData("org.freedesktop.systemd1.BadUnitSetting", "systemd-analyze verify backend-restart.service")]
    public void A_refusal_names_its_remedy_after_systemds_own_words(string error, string remedy)
    {
        var why = StartRefusal.Explain(error, "Access denied.", Unit);

        Assert.StartsWith("backend-restart.service: Access denied. ", why, StringComparison.Ordinal);
        Assert.Contains(remedy, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("org.freedesktop.DBus.Error.InteractiveAuthorizationRequired")]
    [InlineData("org.freedesktop.DBus.Error.AccessDenied")]
    public void A_restart_that_polkit_refuses_names_who_prints_the_rule(string error) => Assert.Contains(
        "healthcheck doctor --write-polkit prints the rule",
        StartRefusal.Explain(error, "Access denied.", Unit, isRestart: true),
        StringComparison.Ordinal);

    [Fact]
    public void A_polkit_that_is_masked_is_not_taken_for_a_masked_unit() => Assert.Contains(
        "polkitd",
        StartRefusal.Explain("org.freedesktop.systemd1.UnitMasked", "Unit polkit.service is masked.", Unit),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_refusal_is_told_as_it_is() =>
        Assert.Equal("backend-restart.service: Not today.", StartRefusal.Explain("org.example.NotToday", "Not today.", Unit));
}
