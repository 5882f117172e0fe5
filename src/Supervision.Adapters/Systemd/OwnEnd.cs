using Supervision.Core.Services;

namespace Supervision.Adapters.Systemd;

/// <summary>
/// Whether a unit that came to rest in good order did so by itself. A stop that somebody asked for is a job, and systemd tells of it
/// before the unit's end and with it; a process that just ended has none.
/// </summary>
/// <remarks>Only what was watched from running to rest counts: an end that nobody saw may well have had its job.</remarks>
internal sealed class OwnEnd
{
    private bool _runsWithoutJob;

    /// <summary>Seen ending without a job; whether that is an outage is still to be asked.</summary>
    internal bool IsUnconfirmed { get; private set; }

    /// <summary>It ended by itself, though it was to stay.</summary>
    internal bool IsConfirmed { get; private set; }

    /// <param name="now">All that is known of the unit.</param>
    /// <param name="told">By a signal, before which all others were heard; not by a list, between which anything can have happened.</param>
    internal void Observe(UnitProperties now, bool told)
    {
        if (now.Activity == UnitActivity.Inactive)
        {
            IsUnconfirmed |= told && _runsWithoutJob && now is { Job: "", Result: "success" };
            _runsWithoutJob = false;
            return;
        }

        IsUnconfirmed = IsConfirmed = false;
        _runsWithoutJob = now.Job == "" && (now.IsRunning || (_runsWithoutJob && now.Activity == UnitActivity.Deactivating));
    }

    /// <param name="isOutage">False where the unit's way is to end: a oneshot, or one that something triggers again.</param>
    internal void Confirm(bool isOutage) => (IsUnconfirmed, IsConfirmed) = (false, isOutage);
}
