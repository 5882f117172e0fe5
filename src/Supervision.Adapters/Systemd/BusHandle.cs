using Microsoft.Win32.SafeHandles;

namespace Supervision.Adapters.Systemd;

/// <summary>A connection to a message bus; closed without waiting for what was not sent yet.</summary>
internal sealed class BusHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibSystemd.CloseAndFree(handle);
        return true;
    }
}
