// An elevation model becomes a shaded relief, lit from the north-west at 45 degrees.
using System.Runtime.InteropServices;
using Weft.Backends.Llvm;
using Weft.Runtime;
using Weft.Samples;

var here = AppContext.BaseDirectory;
var source = Path.Combine(here, "hillshade.weft");
var elevations = TensorFile.Read(Path.Combine(here, "jacksboro_dem_f32.npy"));
var output = args.Length > 0 ? args[0] : "hillshade.png";

// Cells are 74.5 m wide and 92.6 m high; the light comes from (east, north, up).
var (dx, dy, east, north, up) = (74.5f, 92.6f, -0.5f, 0.5f, MathF.Sqrt(0.5f));
var inputs = new Dictionary<string, Tensor>
{
    ["dem"] = elevations,
    ["dx"] = Tensor.Scalar(dx),
    ["dy"] = Tensor.Scalar(dy),
    ["east"] = Tensor.Scalar(east),
    ["north"] = Tensor.Scalar(north),
    ["up"] = Tensor.Scalar(up),
};

Console.WriteLine($"hillshade of an elevation model, {elevations}");
var comparison = new Comparison(Comparison.Load(source), "hillshade", inputs);
comparison.InProcess();
comparison.Interpreted();
await comparison.ServedAsync(source);

// The same kernel as a C# method: compiled, and as the plain method that it still is.
var (rows, columns) = ((int)elevations.Shape[0], (int)elevations.Shape[1]);
var (dem, shade) = (new float[rows, columns], new float[rows, columns]);
elevations.As<float>().CopyTo(MemoryMarshal.CreateSpan(ref dem[0, 0], dem.Length));
using var cpu = CpuDevice.Open();
comparison.Other("C# compiled", () => Run(() => HillshadeKernel.Launch(cpu, dem, dx, dy, east, north, up, shade)));
comparison.Other("plain C#", () => Run(() => Relief.Hillshade(dem, dx, dy, east, north, up, shade)));

TensorFile.Write(output, comparison.Result);
Console.WriteLine($"  -> {output}");
return comparison.AllEqual ? 0 : 1;

Tensor Run(Action kernel)
{
    Array.Clear(shade);
    kernel();
    return Tensor.Of<float>(MemoryMarshal.CreateReadOnlySpan(ref shade[0, 0], shade.Length), rows, columns);
}
