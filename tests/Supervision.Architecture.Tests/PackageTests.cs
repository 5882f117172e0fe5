using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Supervision.Architecture.Tests;

/// <summary>What of others is built in: exactly what is written down, and nothing that is known to be broken.</summary>
public sealed partial class PackageTests
{
    private const string Central = "Directory.Packages.props";

    [Fact]
    public void Every_package_has_one_exact_version_and_one_place_that_says_it()
    {
        var central = XDocument.Parse(Repository.Read(Central));
        var properties = central.Descendants("PropertyGroup").Elements().ToDictionary(one => $"$({one.Name.LocalName})", one => one.Value);
        var versions = central.Descendants("PackageVersion")
            .Select(one => (Name: one.Attribute("Include")!.Value, Version: one.Attribute("Version")!.Value))
            .Select(one => (one.Name, Version: properties.GetValueOrDefault(one.Version, one.Version)))
            .ToList();

        Assert.Contains("Akka", versions.Select(one => one.Name));
        Assert.Empty(versions.GroupBy(one => one.Name).Where(same => same.Count() > 1).Select(same => same.Key));
        // "1.*", "[1.0,2.0)": tomorrow something else than today.
        Assert.All(versions, one => Assert.Matches(Exact(), one.Version));
        Assert.All(Projects().SelectMany(References), reference => Assert.Null(reference.Attribute("Version")));
        Assert.Empty(Projects().SelectMany(References).Select(reference => reference.Attribute("Include")!.Value).Except(versions.Select(one => one.Name)));
    }

    [Fact]
    public void Nothing_turns_off_the_search_for_known_holes()
    {
        // The restore asks for known holes by itself (NU1901 to NU1904); what is left is to keep anybody from turning that off, be it in a
        // project or on the command line of what builds it.
        var properties = XDocument.Parse(Repository.Read("Directory.Build.props"));
        Assert.Equal("true", properties.Descendants("TreatWarningsAsErrors").Single().Value);
        string[] files =
        [
            "Directory.Build.props", Central, "tests/Directory.Build.props", ".ci/run", .. Repository.Files("eng", "*.sh"), .. Projects(),
        ];
        foreach (var file in files)
        {
            var text = Repository.Read(file);
            Assert.DoesNotMatch("NU19[0-9][0-9]", text);
            Assert.DoesNotContain("NuGetAudit", text, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Projects() =>
        Repository.Files("src", "*.csproj").Concat(Repository.Files("tests", "*.csproj")).Concat(Repository.Files("bench", "*.csproj"));

    private static IEnumerable<XElement> References(string project) => XDocument.Parse(Repository.Read(project)).Descendants("PackageReference");

    [GeneratedRegex(@"\A\d+(\.\d+){1,3}(-[0-9A-Za-z.-]+)?\z")]
    private static partial Regex Exact();
}
