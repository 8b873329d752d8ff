namespace Weft.Tool;

/// <summary>What those who come from mlir-cpu-runner give <c>weft run</c>.</summary>
internal static class RunnerFlags
{
    // The libraries of MLIR whose functions programs may call.
    private static readonly string[] Libraries = ["mlir_runner_utils", "mlir_c_runner_utils"];

    /// <summary>Which functions of libraries there are.</summary>
    public static string BuiltIn => $"those of {string.Join(" and ", Libraries)} that print are built in";

    /// <summary>The first library that is none of MLIR's runner libraries, by file name; null when there is none.</summary>
    public static string? UnknownLibrary(IEnumerable<string> paths) => paths.SelectMany(path => path.Split(','))
        .FirstOrDefault(path => !Libraries.Contains(Path.GetFileNameWithoutExtension(path).Replace("lib", "", StringComparison.Ordinal)));

    /// <summary>What to do instead of giving an option of the other tool.</summary>
    public static string? Advice(string option) => option.TrimStart('-') switch
    {
        "O0" or "O1" or "O2" or "O3" => "programs are always optimized, so leave it out",
        "march" or "mattr" or "mcpu" => "programs are compiled for this processor, so leave it out",
        "dump-object-file" or "object-filename" => "weft build --emit obj writes the objects of kernels",
        "host-supports-jit" or "host-supports-nvptx" or "host-supports-amdgpu" => "weft devices says what there is",
        "entry-point-result" => "give it a value: void, i32, i64 or f32",
        _ => null,
    };
}
