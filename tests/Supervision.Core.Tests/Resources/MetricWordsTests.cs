using Supervision.Core.Resources;

namespace Supervision.Core.Tests.Resources;

public sealed class MetricWordsTests
{
    [Fact]
    public void Every_kind_has_a_word_of_its_own_and_is_found_by_it()
    {
        var kinds = Enum.GetValues<MetricKind>();

        Assert.Equal(kinds.Length, kinds.Select(MetricWords.Of).Distinct().Count());
        Assert.All(kinds, kind => Assert.Equal(kind, MetricWords.Kind(MetricWords.Of(kind))));
    }

    [Fact]
    public void A_word_of_another_version_is_no_kind() => Assert.Null(MetricWords.Kind("unit-swap"));
}
