package com.example.shop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API of the shop. That of Backplane is another application, at {@code backplane/api}. */
@ApplicationPath("api")
public class ShopApplication extends Application {}
