using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Stack;

namespace Supervision.EndToEnd;

/// <summary>What the package says of itself, looked at from outside: nothing is installed.</summary>
public sealed partial class The_package
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Has_a_bill_of_all_that_is_linked_into_it()
    {
        using var bill = JsonDocument.Parse(await UnpackedAsync("usr/share/doc/healthcheck/healthcheck.cdx.json.gz"));
        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        var components = bill.RootElement.GetProperty("components").EnumerateArray().ToDictionary(
            component => component.GetProperty("name").GetString()!, StringComparer.Ordinal);

        // What the sources name, in the version that the sources name; of the rest only that it is there.
        var versions = Versions();
        var named = Directory.EnumerateFiles(Path.Combine(ShippedPackage.Checkout(), "src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(project => XDocument.Load(project).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value)
            .Distinct()
            .ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Equal(versions[name], components[name].GetProperty("version").GetString()));
        Assert.Contains("Newtonsoft.Json", components.Keys);
        Assert.Contains("Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", components.Keys.Select(name => name.Replace("arm64", "x64")));
        Assert.Matches(@"^3\.\d+\.\d+$", components["sqlite"].GetProperty("version").GetString());
        // A part of Akka that talks to other hosts is not there to be opened.
        Assert.Contains("Akka", components.Keys);
        Assert.DoesNotContain(components.Keys, name => name.StartsWith("Akka.Remote", StringComparison.Ordinal) || name.StartsWith("Akka.Cluster", StringComparison.Ordinal));
        // What only takes part in the build is no part of the product.
        Assert.DoesNotContain(components.Keys, name => name.Contains("ILCompiler", StringComparison.OrdinalIgnoreCase));
        Assert.All(components.Values, component => Assert.NotEqual(0, component.GetProperty("licenses").GetArrayLength()));
    }

    [SkippableFact]
    public async Task Brings_every_file_that_its_pages_of_the_manual_name()
    {
        var brought = (await DebAsync("--fsys-tarfile", "tar --list")).Split('\n').Select(name => name.TrimStart('.').TrimEnd('/')).ToHashSet();
        foreach (var page in new[] { "man1/healthcheck.1.gz", "man8/healthcheck-daemon.8.gz" })
        {
            var text = (await UnpackedAsync($"usr/share/man/{page}")).Replace("\\-", "-", StringComparison.Ordinal);
            var named = AbsolutePath().Matches(text).Select(path => path.Value.TrimEnd('.', ',', ';')).ToList();
            Assert.NotEmpty(named);
            // Made at the installation, or by the daemon where it runs.
            string[] made = ["/run/healthcheck", "/var/lib/healthcheck", "/var/log/healthcheck", "/var/backups/healthcheck"];
            Assert.All(named.Where(path => !made.Any(path.StartsWith)), path => Assert.Contains(path, brought));
            Assert.DoesNotContain("@DATE@", text, StringComparison.Ordinal);
        }
    }

    // With the values of the properties that the file itself defines.
    private static Dictionary<string, string> Versions()
    {
        var central = XDocument.Load(Path.Combine(ShippedPackage.Checkout(), "Directory.Packages.props"));
        var properties = central.Descendants("PropertyGroup").Elements().ToDictionary(one => $"$({one.Name.LocalName})", one => one.Value);
        return central.Descendants("PackageVersion").ToDictionary(
            one => one.Attribute("Include")!.Value,
            one => properties.GetValueOrDefault(one.Attribute("Version")!.Value, one.Attribute("Version")!.Value));
    }

    private static Task<string> UnpackedAsync(string file) => DebAsync("--fsys-tarfile", $"tar --extract --to-stdout ./{file} | gunzip");

    private static async Task<string> DebAsync(string what, string then)
    {
        var package = await ShippedPackage.PathAsync();
        return (await Outside.RunAsync(["sh", "-ec", $"dpkg-deb {what} '{package}' | {then}"], Patience)).OrFail();
    }

    [GeneratedRegex(@"(?<![\w/])/(?:[a-z0-9_.@-]+/)*[A-Za-z0-9_.@-]+", RegexOptions.CultureInvariant)]
    private static partial Regex AbsolutePath();
}
