using System.Globalization;
using Supervision.Bench;

// Each prints one figure a line, in microseconds, of which bench/run.sh makes medians; but samples and simulation, a name and a figure a line.
switch (args)
{
    case ["sweeps", var units, var sweeps]:
        SweepBench.Run(Count(units), Count(sweeps));
        return 0;
    case ["commits", var file, var commits]:
        await CommitBench.RunAsync(file, Count(commits));
        return 0;
    case ["resources", var units, var samples]:
        await ResourceBench.RunAsync(Count(units), Count(samples));
        return 0;
    case ["samples", var file, var fileSystems, var units, var days, var everySeconds]:
        await SamplesBench.RunAsync(file, Count(fileSystems), Count(units), Count(days), Count(everySeconds));
        return 0;
    case ["simulation", var folder, var days, var explored]:
        SimulationBench.Run(folder, Count(days), Count(explored));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: Supervision.Bench sweeps UNITS SWEEPS | commits FILE COMMITS | resources UNITS SAMPLES "
            + "| samples FILE FILE-SYSTEMS UNITS DAYS EVERY-SECONDS | simulation FOLDER DAYS EXPLORED");
        return 64;
}

static int Count(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
