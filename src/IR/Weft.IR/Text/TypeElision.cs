namespace Weft.IR.Text;

/// <summary>Whether a number says its type.</summary>
public enum TypeElision
{
    /// <summary>Always printed.</summary>
    Never,

    /// <summary>Left out where reading gives it back: <c>i64</c> and <c>f64</c>.</summary>
    May,

    /// <summary>The reader knows it from elsewhere.</summary>
    Must,
}
