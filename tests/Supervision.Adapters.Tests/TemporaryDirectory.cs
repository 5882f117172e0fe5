namespace Supervision.Adapters.Tests;

/// <summary>A directory of its own for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("healthcheck-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string Script(string text)
    {
        var script = File("backend.sh");
        System.IO.File.WriteAllText(script, text);
        return script;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
