using System.Runtime;

namespace Weft.Tool.Opt;

/// <summary>
/// Lets a large module be read, changed and printed without collections: nearly all of what is allocated stays alive until the module is
/// printed, so collecting would take a third of the time to find nothing. Beyond the room that is asked for, collections begin as usual.
/// </summary>
internal sealed class RoomForModule : IDisposable
{
    private const int WorthIt = 1 << 20;

    // Measured: about 25 bytes are allocated per byte of text until it is printed again.
    private const long RoomPerByte = 32;
    private const long MostRoom = 512L << 20;

    /// <param name="length">Bytes of text.</param>
    public RoomForModule(long length)
    {
        if (length < WorthIt || GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) return;
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        GC.TryStartNoGCRegion(Math.Min(length * RoomPerByte, Math.Min(available, MostRoom)));
    }

    public void Dispose()
    {
        // It has ended by itself where there was not room enough.
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
