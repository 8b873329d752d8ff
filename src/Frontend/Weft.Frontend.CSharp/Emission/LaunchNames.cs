using System.Collections.Generic;
using System.Linq;

namespace Weft.Frontend.CSharp;

/// <summary>What launch methods take besides the kernel's parameters. Those may have any name; ours give way.</summary>
internal sealed class LaunchNames(IEnumerable<string> parameters)
{
    public LaunchNames(KernelModel kernel) : this(kernel.Parameters.Select(p => p.Name)) =>
        Sizes = kernel.IsSimt ? [Free(GridSignature.Grid), Free(GridSignature.Block)] : [];

    /// <summary>Of the grid and its blocks; none where a kernel has no grid.</summary>
    public IReadOnlyList<string> Sizes { get; } = [];

    public string SizeParameters => string.Concat(Sizes.Select(size => $"global::Weft.Dim3 {size}, "));

    /// <summary>The slots of a size.</summary>
    public static IEnumerable<string> Extents(string size) => [size + ".X", size + ".Y", size + ".Z"];

    public string Device => Free("device");

    public string Count => Free("count");

    public string Token => Free("cancellation");

    public string DeviceParameter => $"{LauncherEmitter.Runtime}Device {Device}";

    public string TokenParameter => $"global::System.Threading.CancellationToken {Token} = default";

    public string Free(string name)
    {
        while (parameters.Contains(name)) name += "_";
        return name;
    }
}
