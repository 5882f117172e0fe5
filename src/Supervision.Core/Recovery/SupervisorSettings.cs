using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Recovery;

/// <summary>What the supervisor decides by.</summary>
/// <param name="Services">In the order of the configuration, which is the order of the log's lines.</param>
/// <param name="BootId">The kernel's boot id, written into every intent.</param>
public sealed record SupervisorSettings(
    ImmutableArray<ServiceSettings> Services, RecoverySettings Recovery, SupervisionMode Mode, string BootId);
