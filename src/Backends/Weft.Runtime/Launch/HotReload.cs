using System.Reflection.Metadata;
using Weft.Runtime;

[assembly: MetadataUpdateHandler(typeof(HotReload))]

namespace Weft.Runtime;

/// <summary>Knows how often a debugger or <c>dotnet watch</c> has changed the code of this process.</summary>
internal static class HotReload
{
    // The runtime tells nobody but static methods.
    private static int s_version;

    public static int Version => MetadataUpdater.IsSupported ? Volatile.Read(ref s_version) : 0;

    /// <summary>The runtime calls it by name after each change.</summary>
    public static void ClearCache(Type[]? _) => Interlocked.Increment(ref s_version);
}
