using Supervision.Core.Probes;

namespace Supervision.Core.Tests.Probes;

public sealed class StatusSetTests
{
    [Theory]
    [InlineData("200-399", new[] { 200, 301, 399 }, new[] { 199, 400 })]
    [InlineData("200, 204,401 - 403", new[] { 200, 204, 401, 402, 403 }, new[] { 201, 400, 404 })]
    [InlineData("100-599", new[] { 100, 599 }, new int[0])]
    [InlineData("", new int[0], new[] { 100, 200, 599 })]
    public void A_set_has_what_lies_in_one_of_its_ranges(string text, int[] inside, int[] outside)
    {
        var set = StatusSet.Of(text)!;

        Assert.All(inside, status => Assert.True(set.Contains(status)));
        Assert.All(outside, status => Assert.False(set.Contains(status)));
    }

    [Theory]
    [InlineData("2xx")]
    [InlineData("200-")]
    [InlineData("-200")]
    [InlineData("200-300-400")]
    [InlineData("399-200")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("200,,300")]
    [InlineData("+200")]
    [InlineData("٢٠٠")]
    public void What_is_no_set_of_statuses_is_none(string text) => Assert.Null(StatusSet.Of(text));
}
