using System.Reflection;
using System.Runtime.Loader;
using Weft.Runtime;

namespace Weft.Aot;

/// <summary>Finds the launch classes that the generator wrote into assemblies, and their programs.</summary>
internal static class LaunchClasses
{
    /// <summary>The programs of all assemblies in a folder that were built with Weft. Of their code only the launch classes run.</summary>
    public static IReadOnlyList<KernelProgram> ProgramsIn(string folder)
    {
        var context = new FolderContext(folder);
        return [.. Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal).Where(IsBuiltWithWeft)
            .Select(path => context.LoadFromAssemblyPath(Path.GetFullPath(path)))
            .SelectMany(assembly => assembly.GetTypes()).Select(ProgramOf).OfType<KernelProgram>()];
    }

    private static KernelProgram? ProgramOf(Type type)
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;
        if (!type.Name.EndsWith("Kernel", StringComparison.Ordinal)) return null;
        return type.GetProperty("Program", Static) is { } program && program.PropertyType == typeof(KernelProgram)
            ? (KernelProgram?)program.GetValue(null) : null;
    }

    private static bool IsBuiltWithWeft(string path)
    {
        if (Path.GetFileName(path).StartsWith("Weft.", StringComparison.Ordinal)) return false;
        using var file = File.OpenRead(path);
        using var image = new System.Reflection.PortableExecutable.PEReader(file);
        if (!image.HasMetadata) return false;
        var metadata = System.Reflection.Metadata.PEReaderExtensions.GetMetadataReader(image);
        return metadata.AssemblyReferences.Any(r => metadata.StringComparer.Equals(metadata.GetAssemblyReference(r).Name, "Weft.Runtime"));
    }

    /// <summary>Assemblies of a folder. Those of Weft are this program's own: what is found is of their types.</summary>
    private sealed class FolderContext(string folder) : AssemblyLoadContext("kernels")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            var path = Path.GetFullPath(Path.Combine(folder, name.Name + ".dll"));
            return name.Name!.StartsWith("Weft.", StringComparison.Ordinal) || !File.Exists(path) ? null : LoadFromAssemblyPath(path);
        }
    }
}
