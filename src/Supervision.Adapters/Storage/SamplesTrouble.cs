namespace Supervision.Adapters.Storage;

/// <summary>Says once that samples cannot be kept, and once that they can again, on the samples' own thread.</summary>
/// <param name="began">With the disk's own words.</param>
/// <param name="over">They are kept again.</param>
/// <param name="setAside">A file that could not be used lies at the first, because of the second, and a new one is begun.</param>
public sealed class SamplesTrouble(Action<string> began, Action over, Action<string, string> setAside)
{
    private bool _told;

    internal void SetAside(string path, string why) => setAside(path, why);

    internal void Told(string why)
    {
        if (_told) return;
        _told = true;
        began(why);
    }

    internal void Passed()
    {
        if (!_told) return;
        _told = false;
        over();
    }
}
