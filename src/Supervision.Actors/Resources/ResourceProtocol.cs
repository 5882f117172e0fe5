using System.Collections.Immutable;
using Supervision.Core.Resources;

namespace Supervision.Actors.Resources;

/// <summary>What people and the command line ask about the host's resources, by way of the tree's root. What happens to them comes as
/// <see cref="ResourceEvent"/>.</summary>
public static class ResourceProtocol
{
    public interface IRequest;

    /// <summary>Reply: <see cref="Now"/>.</summary>
    public sealed record GetNow : IRequest;

    /// <summary>How things stand.</summary>
    /// <param name="Newest">Null before the first sample.</param>
    /// <param name="Troubles">What is too much or running out, the worst first.</param>
    public sealed record Now(Sample? Newest, ImmutableArray<Trouble> Troubles, ResourceSettings Settings);
}
