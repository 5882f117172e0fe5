using System.Collections.Immutable;
using Supervision.Core.Recovery;
using Supervision.Core.Services;

namespace Supervision.Core.Tests.Recovery;

public sealed class CauseTests
{
    [Theory]
    [InlineData("gunicorn", "gunicorn")]
    [InlineData("gunicorn postgresql", "postgresql")]
    [InlineData("nginx gunicorn", "gunicorn")]
    [InlineData("celery daphne", "daphne")]
    public void The_root_is_the_failed_service_without_a_failed_dependency(string failed, string root) =>
        Assert.Equal(root, RootOf(failed, "nginx:gunicorn,daphne gunicorn:postgresql daphne:postgresql celery postgresql"));

    [Fact]
    public void A_chain_is_followed_through_a_healthy_service() =>
        Assert.Equal("postgresql", RootOf("nginx postgresql", "nginx:gunicorn gunicorn:postgresql postgresql"));

    [Fact]
    public void Of_several_roots_the_first_of_the_configuration_is_named() =>
        Assert.Equal("celery", RootOf("nginx celery", "celery nginx"));

    [Theory]
    [InlineData("a b", "a:b b:a", "a")]
    [InlineData("a", "a:b b:a", "a")]
    [InlineData("b a c", "a:b b:c c:a", "a")]
    [InlineData("a c", "a:a c", "c")]
    public void A_cycle_ends_with_a_root_all_the_same(string failed, string services, string root) =>
        Assert.Equal(root, RootOf(failed, services));

    [Fact]
    public void A_dependency_that_is_not_monitored_has_no_say() =>
        Assert.Equal("gunicorn", RootOf("gunicorn", "gunicorn:redis"));

    // "a:b,c b" are two services, of which the first depends on b and c.
    private static string RootOf(string failed, string services) =>
        Cause.RootOf([.. Names(failed, ' ')], [.. services.Split(' ').Select(Service)]).Text;

    private static ServiceSettings Service(string described)
    {
        var parts = described.Split(':');
        return new(new ServiceName(parts[0]), UnitName.Of(parts[0]), ManualStop.Tick, parts.Length > 1 ? Names(parts[1], ',') : [], []);
    }

    private static ImmutableArray<ServiceName> Names(string text, char separator) =>
        [.. text.Split(separator).Select(name => new ServiceName(name))];
}
