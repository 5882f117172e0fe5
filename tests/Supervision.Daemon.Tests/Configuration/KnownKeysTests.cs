using Supervision.Core.Configuration;

namespace Supervision.Daemon.Tests.Configuration;

/// <summary>The keys that reference.conf explains and the keys that are read are the same, in both directions.</summary>
public sealed class KnownKeysTests
{
    // A service and a tick of the operator's own: sections whose names are not ours.
    private const string OneService = "healthcheck.services.nginx { }";

    public static TheoryData<string> Explained() => [.. Keys(Written.Tree().Tree, "")];

    [Theory]
    [MemberData(nameof(Explained))]
    public void A_key_of_reference_conf_is_missed_where_it_is_taken_out(string path)
    {
        var reading = Written.Tree(new HoconSource(Written.File, OneService));
        Assert.Empty(Core.Hosting.HealthcheckSettingsReader.Read(reading).Errors);

        var errors = Core.Hosting.HealthcheckSettingsReader.Read(reading with { Tree = Without(reading.Tree, path.Split('.')) }).Errors;

        Assert.Contains(errors, error => error.Message == "is missing" && error.Path.EndsWith(path.Split('.')[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_reference_conf_does_not_explain_is_not_read()
    {
        // Whatever is read without standing in reference.conf would be missing here.
        Assert.Empty(Written.Read(OneService).Errors);
    }

    [Theory]
    [InlineData("healthcheck")]
    [InlineData("healthcheck.services.nginx")]
    [InlineData("healthcheck.services.defaults")]
    [InlineData("healthcheck.recovery")]
    [InlineData("healthcheck.recovery.backend")]
    [InlineData("healthcheck.recovery.budget")]
    [InlineData("healthcheck.schedule.periodic")]
    [InlineData("healthcheck.log")]
    [InlineData("healthcheck.state")]
    [InlineData("healthcheck.control")]
    public void A_key_that_nobody_reads_is_refused_in_every_section(string section)
    {
        var error = Assert.Single(Written.Read($"{OneService}, {section}.zzzzzzzzzz = 1").Errors);

        Assert.Contains("unknown key", error.Message, StringComparison.Ordinal);
        Assert.Equal(Written.File, error.Where.File);
    }

    private static IEnumerable<string> Keys(HoconValue.Map tree, string path) => tree.Entries.SelectMany(entry =>
        entry.Value is HoconValue.Map { Entries.Length: > 0 } section ? Keys(section, $"{path}{entry.Key}.")
        : entry.Key == "akka" ? []
        : [path + entry.Key]);

    private static HoconValue.Map Without(HoconValue.Map tree, ReadOnlySpan<string> path)
    {
        var (key, rest) = (path[0], path[1..].ToArray());
        return new HoconValue.Map(
            [
                .. tree.Entries
                    .Where(entry => entry.Key != key || rest.Length > 0)
                    .Select(entry => entry.Key == key ? entry with { Value = Without((HoconValue.Map)entry.Value, rest) } : entry),
            ],
            tree.Where);
    }
}
