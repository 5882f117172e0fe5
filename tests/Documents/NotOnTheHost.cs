using System.Collections.Frozen;

namespace Supervision.Documents;

/// <summary>The few commands of the documents that the end-to-end test does not give to its host as they stand, and why.</summary>
internal static class NotOnTheHost
{
    /// <param name="Why">In words, for whoever wonders.</param>
    /// <param name="InItsPlace">What the end-to-end test runs instead; null for nothing.</param>
    public sealed record Reason(string Why, string? InItsPlace = null);

    public static FrozenDictionary<string, Reason> Commands { get; } = new Dictionary<string, Reason>
    {
        ["dotnet run --project src/Supervision.Daemon -- demo"] = new("needs the sources; HealthcheckCommandTests runs the demo"),
        ["dotnet build"] = new("needs the sources; these tests were built by it"),
        ["dotnet test"] = new("is what runs this"),
        ["sudo apt-get install clang zlib1g-dev"] = new("needs the network; eng/install-end-to-end.sh does it"),
        ["sudo bench/run.sh --write"] = new("takes half an hour on a machine with nothing else to do; its tables are its proof"),
        ["sudo bench/peers.sh --write"] = new("takes most of an hour on a machine with nothing else to do; its table is its proof"),
        ["sudo bench/soak.sh --for 30m --seed 1"] = new("takes forty minutes; A_soak runs five of them"),
        ["sudo crontab -u www-data -e"] = new(
            "opens an editor",
            "sed -i /_monitor.sh/d /var/spool/cron/crontabs/www-data /etc/cron.d/sapb1reportsv2"),
        ["eng/package.sh"] = new("needs the sources; the end-to-end lane is made with it"),
    }.ToFrozenDictionary();
}
