using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What the supervisor decides by.</summary>
/// <param name="Services">In the order of the configuration, which is the order of the log's lines.</param>
/// <param name="BootId">The kernel's boot id, written into every intent.</param>
public sealed record SupervisorSettings(
    ImmutableArray<ServiceSettings> Services, RecoverySettings Recovery, SupervisionMode Mode, string BootId)
{
    /// <summary>The service is watched by these settings too, under its name and as its unit.</summary>
    public bool Watches(ServiceSettings service) => Services.Any(own => own.Name == service.Name && own.Unit == service.Unit);
}
