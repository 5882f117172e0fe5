using System.Collections.Immutable;

namespace Supervision.Actors.Notifications;

/// <summary>What is asked by who wants to see that people are reached.</summary>
public static class DrillProtocol
{
    /// <summary>After that it is told how far it came; whoever asked waits a little longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(50);

    /// <summary>To the tree's root: send a marked message the whole way, and say what became of it. Reply: <see cref="Report"/>.</summary>
    /// <param name="Mark">By which it is known again; no other drill has it.</param>
    /// <param name="Channel">Null for every channel.</param>
    public sealed record Drill(string Mark, string? Channel);

    /// <summary>How far the message came.</summary>
    /// <param name="Known">Every channel there is, by name.</param>
    /// <param name="Trouble">Why there is nothing to tell of any channel; null where there is.</param>
    /// <param name="Courses">One for each channel that was asked for; empty where there is no such channel.</param>
    public sealed record Report(string Mark, ImmutableArray<string> Known, string? Trouble, ImmutableArray<DrillCourse> Courses);
}
