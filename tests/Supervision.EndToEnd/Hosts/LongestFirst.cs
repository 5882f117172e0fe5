using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Supervision.EndToEnd.Hosts.LongestFirst", "Supervision.EndToEnd")]

namespace Supervision.EndToEnd.Hosts;

/// <summary>What takes many minutes whatever the machine is begun first, so that all else goes on beside it and nothing is waited for alone
/// at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(A_soak), nameof(A_clock_of_the_worker), nameof(A_service_that_runs_and_does_not_work), nameof(The_systemd_adapter),
        nameof(The_documents), nameof(A_backend_script_in_trouble),
    ];

    /// <summary>The long ones, and then the others as they came.</summary>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Place(collection.DisplayName));

    private static int Place(string collection)
    {
        var place = Array.FindIndex(Long, name => $"{collection} ".Contains($".{name} ", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    }
}
