using Supervision.Documents;

namespace Supervision.Architecture.Tests.Documents;

/// <summary>The configuration reference is what its script makes of <c>reference.conf</c>.</summary>
public sealed class ConfigurationReferenceTests
{
    [Theory]
    [InlineData("configuration.md")]
    [InlineData("configuration.tr.md")]
    public void It_is_up_to_date(string name)
    {
        var made = Directory.CreateTempSubdirectory();
        try
        {
            // Fails, and says which, where a key has no Turkish sentence or a sentence no key.
            var (code, output) = Repository.Run(Path.Combine(Document.Root, "eng/configuration-reference.sh"), made.FullName);
            Assert.True(code == 0, output);

            Assert.True(
                File.ReadAllText(Path.Combine(made.FullName, name)) == Repository.Read($"docs/{name}"),
                $"docs/{name} is not what reference.conf says any more; make it anew with: eng/configuration-reference.sh");
        }
        finally
        {
            made.Delete(recursive: true);
        }
    }
}
