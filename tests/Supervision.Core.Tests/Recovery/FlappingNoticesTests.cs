using System.Collections.Immutable;
using Supervision.Core.Notifications;
using Supervision.Core.Services;
using Supervision.Core.Tests.Services;

namespace Supervision.Core.Tests.Recovery;

/// <summary>What people hear of a service that goes up and down all the time.</summary>
public sealed class FlappingNoticesTests
{
    [Fact]
    public void They_are_told_once_when_it_begins_and_once_when_it_has_been_steady()
    {
        ImmutableArray<ServiceSettings> watched =
            [Desk.Service("celery") with { Flapping = new FlapSettings(4, TimeSpan.FromMinutes(10)) }];
        var desk = new Desk(services: watched).Start();
        // Four make it, and the four after them are nothing new.
        for (var again = 1; again <= 8; again++)
            desk.Show(Units.Active("celery", $"again-{again}") with { Restarts = again }).Pass(30);

        var began = Assert.Single(desk.Noticed.OfType<Notice.FlappingBegan>());
        Assert.Equal("celery", began.Service.Text);
        Assert.Contains("flaps", began.Evidence, StringComparison.Ordinal);
        Assert.Empty(desk.Noticed.OfType<Notice.FlappingEnded>());

        desk.Pass(600).Tick("periodic").Pass(60).Tick("periodic").Pass(60);

        Assert.Single(desk.Noticed.OfType<Notice.FlappingBegan>());
        Assert.Equal("celery", Assert.Single(desk.Noticed.OfType<Notice.FlappingEnded>()).Service.Text);
        // systemd has brought it back each time.
        Assert.Empty(desk.Starts);
    }
}
