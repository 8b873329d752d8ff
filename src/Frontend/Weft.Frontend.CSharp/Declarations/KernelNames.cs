using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace Weft.Frontend.CSharp;

/// <summary>Launch classes of one namespace have different names: the first kernel of a name has it, the others are told. Their files
/// differ by more than case.</summary>
internal static class KernelNames
{
    public const string Extension = ".g.cs";

    /// <summary>The launch class of a method.</summary>
    public static string LauncherOf(string method, bool isWorkflow) => method + (isWorkflow ? "Workflow" : "Kernel");

    public static IEnumerable<KernelModel> MakeDistinct(ImmutableArray<KernelModel> kernels)
    {
        var (owners, files) = (new Dictionary<string, DiagnosticPlace>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var (taken, refused) = (new HashSet<string>(), new HashSet<DiagnosticPlace>());
        foreach (var kernel in kernels)
        {
            if (!kernel.HasLauncher) yield return kernel;
            else if (IsOwner(kernel) && taken.Add(kernel.FullLauncherName)) yield return kernel with { File = FileOf(kernel, files) };
            else yield return refused.Add(kernel.Place) || kernel.Variant is null ? Refuse(kernel) : kernel with { HasLauncher = false };
        }

        // The variants of a generic kernel share its class, and nobody else.
        bool IsOwner(KernelModel kernel)
        {
            if (owners.TryGetValue(kernel.QualifiedLauncherName, out var owner)) return kernel.Variant is not null && owner == kernel.Place;
            owners[kernel.QualifiedLauncherName] = kernel.Place;
            return true;
        }
    }

    private static string FileOf(KernelModel kernel, HashSet<string> taken)
    {
        // File names have no at signs, which names that are keywords begin with.
        var file = kernel.FullLauncherName.Replace("@", "");
        while (!taken.Add(file)) file += "_";
        return file + Extension;
    }

    private static KernelModel Refuse(KernelModel kernel)
    {
        var taken = new DiagnosticInfo(KernelDiagnostics.NameTaken, kernel.Place, kernel.Name, kernel.LauncherName);
        return kernel with { HasLauncher = false, Diagnostics = [.. kernel.Diagnostics, taken] };
    }
}
