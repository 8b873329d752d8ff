// An elevation model becomes a shaded relief, lit from the north-west at 45 degrees.
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

TensorFile.Write(output, comparison.Result);
Console.WriteLine($"  -> {output}");
return comparison.AllEqual ? 0 : 1;
