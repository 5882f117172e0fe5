using System.Collections.Immutable;
using Supervision.Core.Services;

namespace Supervision.Core.Doctor;

/// <summary>What was seen of the host, before anything is made of it. What could not be looked at is null or empty here, and has its
/// sentence in <see cref="Unseen"/>.</summary>
public sealed record HostFacts
{
    /// <summary>The user that the daemon runs as.</summary>
    public string User { get; init; } = "healthcheck";

    /// <summary>The watched units, the parts of those that are umbrellas, and the unit of the recovery run.</summary>
    public ImmutableArray<UnitFacts> Units { get; init; } = [];

    /// <summary>The files that somebody executes for us.</summary>
    public ImmutableArray<ProgramFacts> Programs { get; init; } = [];

    /// <summary>What root runs and others than root can write.</summary>
    public ImmutableArray<Finding> Distrusted { get; init; } = [];

    /// <summary>What polkit lets the daemon do; empty where it was not asked.</summary>
    public ImmutableArray<GrantAnswer> Grants { get; init; } = [];

    /// <summary>The file that asks for a run; null where none does.</summary>
    public RequestFacts? Request { get; init; }

    /// <summary>What sudo lets the daemon do; null where it has no part in a run, or was not asked.</summary>
    public SudoAnswer? Sudo { get; init; }

    /// <summary>Where the daemon writes.</summary>
    public ImmutableArray<DirectoryFacts> Directories { get; init; } = [];

    /// <summary>The old log of the web application; null where there is no directory for it.</summary>
    public OldLogFacts? OldLog { get; init; }

    /// <summary>The host's own time zone; null where it is not known.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>What could not be looked at, and why: a sentence for each.</summary>
    public ImmutableArray<string> Unseen { get; init; } = [];
}

/// <summary>A unit as the unit manager has read it, with the files that it was read from.</summary>
public sealed record UnitFacts(UnitName Unit, UnitLoad Load)
{
    /// <summary><c>Type=</c>; empty for what is no service.</summary>
    public string Type { get; init; } = "";

    /// <summary>Its files have changed since the manager read them.</summary>
    public bool NeedsReload { get; init; }

    /// <summary><c>Restart=</c>; empty for what is no service.</summary>
    public string Restart { get; init; } = "";

    /// <summary><c>RestartSec=</c>.</summary>
    public TimeSpan RestartDelay { get; init; }

    /// <summary><c>StartLimitIntervalSec=</c> as it is in force; zero where there is no limit.</summary>
    public TimeSpan StartLimitInterval { get; init; }

    /// <summary><c>StartLimitBurst=</c> as it is in force.</summary>
    public int StartLimitBurst { get; init; }

    /// <summary>The unit's file and its drop-ins.</summary>
    public ImmutableArray<TextFile> Files { get; init; } = [];

    /// <summary>The words of each <c>ExecStart=</c>, the program first.</summary>
    public ImmutableArray<ImmutableArray<string>> Commands { get; init; } = [];

    /// <summary><c>Environment=</c>, as NAME=value.</summary>
    public ImmutableArray<string> Environment { get; init; } = [];

    /// <summary>The files of <c>EnvironmentFile=</c>.</summary>
    public ImmutableArray<TextFile> EnvironmentFiles { get; init; } = [];

    /// <summary>The umbrella that it is part of; null for what the configuration names.</summary>
    public UnitName? PartOf { get; init; }
}

/// <summary>A text of the host.</summary>
/// <param name="Text">Null where it cannot be read.</param>
public sealed record TextFile(string Path, string? Text);

/// <summary>A file that is executed for us.</summary>
/// <param name="RunBy">The unit or the probe that runs it.</param>
/// <param name="ByInterpreter">A shell reads it, so that it need not be executable itself.</param>
/// <param name="Text">Of a script; null for a binary, or where it cannot be read.</param>
public sealed record ProgramFacts(string Path, string RunBy, bool ByInterpreter, bool Exists, bool IsExecutable, string? Text);

/// <summary>Something that the daemon needs polkit's leave for.</summary>
/// <param name="Verb">start or restart, as systemd tells polkit.</param>
public sealed record Grant(UnitName Unit, string Verb);

/// <summary>What polkit said.</summary>
/// <param name="Allowed">Null where polkit did not answer; then <paramref name="Said"/> says why.</param>
public sealed record GrantAnswer(Grant Grant, bool? Allowed, string Said);

/// <summary>The file that asks PID 1 for a run, by a path unit.</summary>
/// <param name="IsWatched">A path unit that is active waits for it, and starts the unit of the run.</param>
/// <param name="IsWatchedAfterBoot">One that does is enabled.</param>
/// <param name="IsPlaceWritable">The daemon's user can make files there; null where that was not looked at.</param>
public sealed record RequestFacts(string Path, bool IsWatched, bool IsWatchedAfterBoot, bool? IsPlaceWritable);

/// <summary>What sudo said of running backend.sh as root.</summary>
/// <param name="Allowed">Null where sudo did not answer; then <paramref name="Said"/> says why.</param>
/// <param name="IsShutOut">Whatever sudo says, the running daemon has no way to it: it can gain no privileges.</param>
public sealed record SudoAnswer(string Script, bool? Allowed, string Said, bool IsShutOut);

/// <summary>A directory that the daemon writes to.</summary>
/// <param name="Key">The key that names it.</param>
/// <param name="Writable">By the daemon's user, seen from within the daemon's sandbox where it runs; null where that was not looked
/// at.</param>
public sealed record DirectoryFacts(string Key, string Path, bool Exists, bool? Writable);

/// <summary>The path under which people have always read the log.</summary>
/// <param name="LeadsTo">The file that its links end at; null where nothing lies there.</param>
/// <param name="IsLink">It is a link, and no file of its own.</param>
public sealed record OldLogFacts(string Path, string? LeadsTo, bool IsLink);
