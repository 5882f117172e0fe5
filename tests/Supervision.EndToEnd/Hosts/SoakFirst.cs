using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Supervision.EndToEnd.Hosts.SoakFirst", "Supervision.EndToEnd")]

namespace Supervision.EndToEnd.Hosts;

/// <summary>What takes ten minutes whatever the machine is begun first, so that all else goes on beside it.</summary>
public sealed class SoakFirst : ITestCollectionOrderer
{
    /// <summary>The soak, and then the others as they came.</summary>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => !collection.DisplayName.Contains(nameof(A_soak), StringComparison.Ordinal));
}
