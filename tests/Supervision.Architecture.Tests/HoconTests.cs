using Supervision.Core.Configuration;

namespace Supervision.Architecture.Tests;

/// <summary>The configurations in hocon/ can be read.</summary>
public sealed class HoconTests
{
    public static TheoryData<string> Shipped() => [.. Repository.Files("hocon", "*.conf")];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_configuration_that_we_ship_is_read_without_an_error(string file) => Assert.Empty(
        HoconReader.Read(Repository.Read(file), file, new Beside(), _ => null).Errors);

    [Fact]
    public void The_three_of_the_contract_are_there() => Assert.Empty(
        new[] { "hocon/reference.conf", "hocon/healthcheck.conf", "hocon/demo.conf" }.Except(Repository.Files("hocon", "*.conf")));

    private sealed class Beside : IIncludeSource
    {
        public Inclusion Open(string path, string includedFrom)
        {
            var file = Path.Combine(Path.GetDirectoryName(includedFrom) ?? "", path);
            return File.Exists(Path.Combine(Repository.Root, file)) ? new Inclusion.Opened(file, Repository.Read(file)) : new Inclusion.Absent(file);
        }
    }
}
