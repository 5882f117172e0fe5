using System.Diagnostics;

namespace Supervision.Core.Resources;

/// <summary>How finely the course of a resource is known.</summary>
public enum Grain
{
    /// <summary>Every sample as it was taken.</summary>
    Raw,

    /// <summary>Averages over five minutes.</summary>
    FiveMinutes,

    /// <summary>Averages over an hour.</summary>
    Hour,
}

/// <summary>The sizes of each grain. Averages lie in pages, which are written and dropped as a whole.</summary>
public static class Grains
{
    /// <summary>Over how long an average goes; zero for what is no average.</summary>
    public static TimeSpan Width(this Grain grain) => grain switch
    {
        Grain.Raw => TimeSpan.Zero,
        Grain.FiveMinutes => TimeSpan.FromMinutes(5),
        Grain.Hour => TimeSpan.FromHours(1),
        _ => throw new UnreachableException(),
    };

    /// <summary>How long it is kept at the least; at the most by one page of <see cref="Next"/> longer.</summary>
    public static TimeSpan Kept(this Grain grain) => grain switch
    {
        Grain.Raw => TimeSpan.FromHours(24),
        Grain.FiveMinutes => TimeSpan.FromDays(30),
        Grain.Hour => TimeSpan.FromDays(365),
        _ => throw new UnreachableException(),
    };

    /// <summary>How much time lies on one page; zero where each sample is a page of its own.</summary>
    public static TimeSpan Page(this Grain grain) => grain switch
    {
        Grain.Raw => TimeSpan.Zero,
        Grain.FiveMinutes => TimeSpan.FromHours(1),
        Grain.Hour => TimeSpan.FromDays(1),
        _ => throw new UnreachableException(),
    };

    /// <summary>What it becomes when it is old; null where it is dropped.</summary>
    public static Grain? Next(this Grain grain) => grain switch
    {
        Grain.Raw => Grain.FiveMinutes,
        Grain.FiveMinutes => Grain.Hour,
        Grain.Hour => null,
        _ => throw new UnreachableException(),
    };
}
