using Supervision.EndToEnd.Hosts;

namespace Supervision.EndToEnd.Product;

/// <summary>One host with deployment and package for all tests of a class, which leave it as they found it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    // Started by the first test and not by the fixture: only a test can be skipped.
    private readonly Lazy<Task<BootedHost>> _host = new(() => Installed.OnDeploymentAsync());

    public Task<BootedHost> StartedAsync() => _host.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_host is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await _host.Value).DisposeAsync();
    }
}
