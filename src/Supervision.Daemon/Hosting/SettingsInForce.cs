using Supervision.Core.Hosting;

namespace Supervision.Daemon.Hosting;

/// <summary>The settings that the daemon goes by at this moment; a reload replaces them.</summary>
internal sealed class SettingsInForce(HealthcheckSettings atStart)
{
    private volatile HealthcheckSettings _settings = atStart;

    public HealthcheckSettings Settings
    {
        get => _settings;
        set => _settings = value;
    }
}
