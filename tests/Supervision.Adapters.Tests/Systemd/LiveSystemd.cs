namespace Supervision.Adapters.Tests.Systemd;

/// <summary>Tests that share the one systemd of this host, and re-execute or reload it: one at a time.</summary>
[CollectionDefinition(nameof(LiveSystemd), DisableParallelization = true)]
public sealed class LiveSystemd;
