using Supervision.EndToEnd.Hosts;
using Supervision.EndToEnd.Product;

namespace Supervision.EndToEnd;

/// <summary>Where the daemon writes, nobody else can lay a link, a pipe or a file for it to fall into.</summary>
public sealed class A_directory_of_the_daemons(SharedHost shared) : IClassFixture<SharedHost>
{
    [SkippableTheory]
    [InlineData("/var/lib/healthcheck")]
    [InlineData("/var/log/healthcheck")]
    [InlineData("/run/healthcheck")]
    [InlineData("/etc/healthcheck/conf.d")]
    public async Task Takes_nothing_from_anybody_else(string directory)
    {
        const string Traps = """
            for trap in 'ln -s /etc/passwd' 'ln /usr/bin/healthcheck' mkfifo mkdir touch; do $trap "$1/trap" && echo "$trap"; done
            rm -rf "$1"/*
            """;
        var host = await shared.StartedAsync();
        await host.RunAsync("useradd", "--groups", "healthcheck,adm", "ayse");
        var before = await ListedAsync(host, directory);

        foreach (var user in new[] { "nobody", "www-data", "ayse" })
        {
            var tried = await host.RunAsUserAsync(user, "sh", "-c", Traps, "traps", directory);
            Assert.Equal("", tried.Output);
            Assert.Contains("Permission denied", tried.Error, StringComparison.Ordinal);
        }

        Assert.Equal(before, await ListedAsync(host, directory));
    }

    // The write-ahead log and the stream to a caller come and go by themselves.
    private static Task<string> ListedAsync(BootedHost host, string directory) =>
        host.OutputOfAsync("sh", "-c", $"find {directory} ! -name '*-wal' ! -name '*-shm' -printf '%p %y %u:%g %m\\n' | sort");
}
