using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.Frontend.CSharp;

/// <summary>Launch classes of one namespace have different names: the first kernel of a name has it, the others are told.</summary>
internal static class KernelNames
{
    public static IEnumerable<KernelModel> MakeDistinct(ImmutableArray<KernelModel> kernels)
    {
        var taken = new HashSet<string>();
        foreach (var kernel in kernels)
        {
            if (!kernel.HasLauncher || taken.Add(kernel.FullLauncherName)) yield return kernel;
            else yield return Refuse(kernel);
        }
    }

    private static KernelModel Refuse(KernelModel kernel)
    {
        var taken = new DiagnosticInfo(KernelDiagnostics.NameTaken, kernel.Place, kernel.Name, kernel.LauncherName);
        return kernel with { HasLauncher = false, Diagnostics = [.. kernel.Diagnostics, taken] };
    }
}
